"""What is read about people and bodies: one function a page or a question."""
