"""Reports: papermill runs the notebooks on articles, nbconvert makes offline HTML of them."""
