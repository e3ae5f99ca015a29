"""Makes some texts deadly, in every process that has this folder on its PYTHONPATH."""

import os
import signal
import sys
import time

import analysis.annotation

_annotate = analysis.annotation.annotate


def annotate(article):
    if "deadly to every process" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "never comes to an end" in article.text:
        time.sleep(3600)
    if "more than there is" in article.text:
        raise MemoryError
    if "breaks a method" in article.text:
        raise ZeroDivisionError("in the midst of it")
    return _annotate(article)


analysis.annotation.annotate = annotate
if "-c" in sys.orig_argv or "-m" in sys.orig_argv:
    import analysis.corpus.engine.patience

    analysis.corpus.engine.patience.seconds_for = lambda size: 4
