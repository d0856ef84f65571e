/** The name of a file or folder without the folders it is in, on any system. */
export function lastOfPath(path: string): string {
  return path.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, '') || path
}
