"""verify: does the source still say what we say it says?"""
