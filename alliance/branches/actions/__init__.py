"""The only writers of Party organisations, one subject a file."""
