/** A chart as a table, for those who do not see it and those who want the numbers; each line leads where its bar does. */
import { countText } from '../../ui/counts.ts'

type Props = {
  caption: string
  heads: readonly [name: string, count: string]
  rows: readonly {
    readonly key: string
    readonly label: string
    readonly count: number
    readonly onOpen: () => void
  }[]
}

export function CountTable({ caption, heads, rows }: Props) {
  return (
    <details className="chart-table">
      <summary>As a table</summary>
      <div className="chart-table-scroll">
        <table>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{heads[0]}</th>
              <th scope="col">{heads[1]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, count, onOpen }) => (
              <tr key={key}>
                <th scope="row">
                  <button type="button" className="link" onClick={onOpen}>
                    {label}
                  </button>
                </th>
                <td>{countText(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
