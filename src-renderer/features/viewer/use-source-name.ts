/** What the product that a conversation comes from is called. */
import { useEffect, useState } from 'react'
import { call } from '../../bridge.ts'

const names = new Map<string, string>()

/** The name for a person ("ChatGPT"); the id of the source until it is known or when nobody knows. */
export function useSourceName(source: string): string {
  const [known, setKnown] = useState<string | null>(null)
  const name = names.get(source) ?? known ?? source
  useEffect(() => {
    if (names.has(source)) return
    let isWanted = true
    const ask = async (): Promise<void> => {
      const counts = await call('library.counts', {})
      for (const row of counts.sources) names.set(row.source, row.name)
      if (isWanted) setKnown(names.get(source) ?? null)
    }
    // Without an answer the id stays, which names the product well enough.
    ask().catch(() => setKnown(null))
    return () => {
      isWanted = false
    }
  }, [source])
  return name
}
