/** The most frequent of something as bars, one a line; each is a button that leads to what it counts. */
import { useState } from 'react'
import { countText } from '../../ui/counts.ts'

export interface RankedBar {
  readonly key: string
  readonly label: string
  readonly count: number
  /** Null where nothing can be opened. */
  readonly onOpen: (() => void) | null
}

type Props = {
  /** What is counted: "Answers of each model". */
  label: string
  bars: readonly RankedBar[]
}

const shownAtFirst = 10

export function RankedBars({ label, bars }: Props) {
  const [isWhole, setWhole] = useState(false)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const shown = isWhole ? bars : bars.slice(0, shownAtFirst)
  if (bars.length === 0) return <p className="chart-none">Nothing of that kind is in the library.</p>
  return (
    <>
      <table className="ranked">
        <caption className="visually-hidden">{label}</caption>
        <colgroup>
          <col className="ranked-names" />
          <col />
          <col className="ranked-counts" />
        </colgroup>
        <tbody>
          {shown.map(({ key, label: name, count, onOpen }) => (
            <tr key={key}>
              <th scope="row">
                {onOpen === null ? (
                  <span className="ranked-name">{name}</span>
                ) : (
                  <button type="button" className="link ranked-name" title={name} onClick={onOpen}>
                    <bdi>{name}</bdi>
                  </button>
                )}
              </th>
              <td className="ranked-bar">
                <svg
                  aria-hidden
                  viewBox="0 0 100 10"
                  preserveAspectRatio="none"
                  onClick={onOpen ?? undefined}
                >
                  <rect
                    className="column-bar"
                    width={Math.max(0.5, (100 * count) / most)}
                    height={10}
                    rx={1}
                  />
                </svg>
              </td>
              <td className="ranked-count">{countText(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < bars.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          Show all {countText(bars.length)}
        </button>
      )}
    </>
  )
}
