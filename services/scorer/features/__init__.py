"""What the models read in a resume and a vacancy: one set of pure functions, for training and for serving."""
