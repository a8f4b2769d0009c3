@rem "npm start" begins with exec, so that no shell stands between npm and the process and eats its signals and its exit code.
@rem cmd.exe has no such command: here it only runs what follows.
@%*
