"""Speech to words: recordings, what stands in for a microphone, and both engines."""
