"""What others may read of Party organisations; the permission is part of each query."""
