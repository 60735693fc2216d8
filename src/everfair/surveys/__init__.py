"""What customers say when they are asked: topics, instruments, responses, and how they rate competing shows."""
