import { SetUpFailure } from './set-up-failure.mjs'

const [neededMajor, neededMinor] = [20, 19]

/** Stops with a sentence on a Node that is too old, before anything newer than it is loaded. */
export function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return
  throw new SetUpFailure(
    `Stemma needs Node ${neededMajor}.${neededMinor} or newer; this is Node ${process.versions.node} (${process.execPath}).`,
    'install a current Node from https://nodejs.org, then run the same command again',
  )
}
