"""Being told: by e-mail, about any public object, without an account; one message gathers what there is to tell."""
