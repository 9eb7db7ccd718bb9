"""The rules of the dialogue over the ports in memory: acts and effects, no words."""
