"""The when axis: date expressions of a text, resolved and compared with the claim's interval."""
