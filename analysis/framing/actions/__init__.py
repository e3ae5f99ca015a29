"""Who does what to whom: actions, their agents and their patients."""
