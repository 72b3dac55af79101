"""What the pages stand on: the session, the guard, the socket, the files that are served."""
