/** How many records have how many tokens: bars, and the same as a table. */
import type { DatasetStatistics } from '@shared/datasets/dataset.ts'
import { counted, countText } from '../../ui/counts.ts'

type Props = {
  statistics: Pick<DatasetStatistics, 'histogram' | 'cutoffTokens' | 'overLength'>
}

/** In units of the drawing; it is stretched to the width there is. */
const size = { width: 720, bars: 150, above: 18, below: 20, gap: 6 }

export function TokenHistogram({ statistics: { histogram, cutoffTokens, overLength } }: Props) {
  const most = Math.max(1, ...histogram.map(({ records }) => records))
  const width = size.width / Math.max(histogram.length, 1)
  return (
    <section aria-labelledby="dataset-histogram">
      <h3 id="dataset-histogram">Records by tokens</h3>
      <p className="dataset-hint">
        {overLength === 0
          ? `No record is longer than ${countText(cutoffTokens)} tokens.`
          : `${counted(overLength, 'record')} longer than ${countText(cutoffTokens)} tokens.`}
      </p>
      <svg
        className="histogram"
        viewBox={`0 0 ${size.width} ${size.above + size.bars + size.below}`}
        role="img"
        aria-labelledby="dataset-histogram"
      >
        {histogram.map(({ from, records }, index) => {
          const height = records === 0 ? 0 : Math.max(2, (records / most) * size.bars)
          const left = index * width
          return (
            <g key={from}>
              <rect
                className={from >= cutoffTokens ? 'is-over' : undefined}
                x={left + size.gap / 2}
                y={size.above + size.bars - height}
                width={Math.max(width - size.gap, 1)}
                height={height}
                rx={2}
              />
              {records > 0 && (
                <text className="is-value" x={left + width / 2} y={size.above + size.bars - height - 5}>
                  {countText(records)}
                </text>
              )}
              <text x={left + width / 2} y={size.above + size.bars + 15}>
                {shortText(from)}
              </text>
            </g>
          )
        })}
        <line x1={0} x2={size.width} y1={size.above + size.bars} y2={size.above + size.bars} />
      </svg>
      <details>
        <summary>As a table</summary>
        <table className="table" aria-labelledby="dataset-histogram">
          <thead>
            <tr>
              <th scope="col">Tokens</th>
              <th scope="col" className="is-number">
                Records
              </th>
            </tr>
          </thead>
          <tbody>
            {histogram.map(({ from, records }, index) => (
              <tr key={from}>
                <th scope="row">{rangeText(from, histogram[index + 1]?.from)}</th>
                <td className="is-number">{countText(records)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}

/** "64 to 127", "4,096 and more" */
function rangeText(from: number, next: number | undefined): string {
  return next === undefined ? `${countText(from)} and more` : `${countText(from)} to ${countText(next - 1)}`
}

/** 64, 2k, 131k: bars stand close together. Their edges are powers of two. */
function shortText(tokens: number): string {
  if (tokens < 1024) return String(tokens)
  return tokens < 1024 ** 2 ? `${Math.round(tokens / 1024)}k` : `${Math.round(tokens / 1024 ** 2)}M`
}
