/** How a measured process tells its numbers: one JSON line, with its CPU time and highest memory. */
import { existsSync, readFileSync } from 'node:fs'

/** Prints the measures (milliseconds and counts) of this process as its only line on stdout. */
export function report(measures: Record<string, number>): void {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  process.stdout.write(
    `${JSON.stringify({ ...measures, cpu: (userCPUTime + systemCPUTime) / 1000, peakMegabytes: peakMegabytes() })}\n`,
  )
}

/** Of this process so far. Linux hands the peak of the process that starts another on to it in `maxRSS`, but not in its status. */
export function peakMegabytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/mu.exec(status) ?? []
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024
}
