/** How a measured process tells its numbers: one JSON line, with its CPU time and highest memory. */

/** Prints the measures (milliseconds and counts) of this process as its only line on stdout. */
export function report(measures: Record<string, number>): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  process.stdout.write(
    `${JSON.stringify({ ...measures, cpu: (userCPUTime + systemCPUTime) / 1000, peakMegabytes: maxRSS / 1024 })}\n`,
  )
}
