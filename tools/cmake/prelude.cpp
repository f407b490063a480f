// Nothing of its own: it is what the precompiled headers are made with.
