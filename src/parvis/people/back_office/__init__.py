"""Django's administration as this instance opens it."""
