/**
 * Lets a command go on to its end, and to its own exit code, after a reader of what it prints (`| head`) has seen enough:
 * Node ignores SIGPIPE, and would otherwise end the process at the first line that nobody takes.
 * @see https://nodejs.org/docs/latest-v24.x/api/process.html#signal-events
 */
export function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
