/** How to get an export out of the products that most people use, and the list of all that can be read. */
import { SourceDot } from '../../ui/SourceDot.tsx'
import { formatsByName, type ImportFormat } from './formats.ts'

type Props = {
  formats: readonly ImportFormat[]
}

const products: readonly { readonly source: string; readonly name: string; readonly steps: string }[] = [
  {
    source: 'chatgpt',
    name: 'From ChatGPT',
    steps: 'Settings → Data controls → Export data. The mail that follows links to one .zip or several.',
  },
  {
    source: 'claude',
    name: 'From Claude',
    steps: 'Settings → Privacy → Export data. The mail that follows links to a .zip: drop it as it is.',
  },
  {
    source: 'gemini',
    name: 'From Gemini',
    steps: 'takeout.google.com → My Activity → only Gemini Apps, as JSON or HTML. Drop the .zip.',
  },
  {
    source: 'librechat',
    name: 'From LibreChat',
    steps: 'Open a conversation → Export → JSON, with all message branches and endpoint options.',
  },
  {
    source: 'open-webui',
    name: 'From Open WebUI',
    steps: 'Settings → Data controls → Export chats. The server’s webui.db can be dropped too.',
  },
]

export function ExportHelp({ formats }: Props) {
  return (
    <>
      <h3 className="visually-hidden">How to get an export</h3>
      <dl className="drop-card-help">
        {products.map(({ source, name, steps }) => (
          <div key={source}>
            <dt>
              <SourceDot source={source} />
              {name}
            </dt>
            <dd>{steps}</dd>
          </div>
        ))}
      </dl>
      {formats.length > 0 && (
        <details className="all-formats">
          <summary>All {formats.length} formats</summary>
          <ul>
            {formatsByName(formats).map(({ id, name }) => (
              <li key={id}>
                <SourceDot source={id} />
                {name}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
