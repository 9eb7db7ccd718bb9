"""Uploading and measuring by Amazon's API, held against the stand-in over real HTTP."""
