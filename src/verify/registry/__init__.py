"""references.yaml to the model and back: load, lint, edit."""
