"""How a machine is installed: from answers and facts to steps as values, and the shell that carries them out."""
