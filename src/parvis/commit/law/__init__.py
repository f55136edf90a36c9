"""Laws and their measures: decrees, who must do what, and the state of application, computed."""
