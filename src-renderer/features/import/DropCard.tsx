/** Where an import begins: drop files, choose them, or read how to get them. */
import { Download } from 'lucide-react'
import { ImportButtons } from './ImportButtons.tsx'
import './import.css'

type Props = {
  title: string
}

export function DropCard({ title }: Props) {
  return (
    <section className="drop-card" aria-labelledby="drop-card-title">
      <Download aria-hidden strokeWidth={1.5} />
      <h2 id="drop-card-title">{title}</h2>
      <p>
        Drop exports of ChatGPT or LibreChat anywhere on this window: a .zip, a .json, or a folder of them.
        Every branch is kept, and nothing leaves this computer.
      </p>
      <ImportButtons />
      <dl className="drop-card-help">
        <div>
          <dt>
            <span className="dot" data-source="chatgpt" />
            From ChatGPT
          </dt>
          <dd>
            Settings → Data controls → Export data. The mail that follows holds a link to a .zip: drop it as
            it is.
          </dd>
        </div>
        <div>
          <dt>
            <span className="dot" data-source="librechat" />
            From LibreChat
          </dt>
          <dd>
            Open a conversation → Export → JSON, with all message branches and endpoint options. Drop one file
            or many.
          </dd>
        </div>
      </dl>
    </section>
  )
}
