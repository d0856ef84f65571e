/** Help for whoever has dropped the list of downloads in place of what it lists: which files to get, and what to do then. */
import { FileArchive } from 'lucide-react'

type Props = {
  /** What the files are called. */
  names: readonly string[]
}

export function WantedFilesCard({ names }: Props) {
  return (
    <section className="wanted-files" aria-labelledby="wanted-files-title">
      <h2 id="wanted-files-title">This file holds no conversations: it says where to get them</h2>
      <ol>
        <li>Open its links in the browser in which you are signed in. Each link works once.</li>
        <li>
          Drop what you get here, best all together: they become one import.
          <ul>
            {names.map((name) => (
              <li key={name}>
                <FileArchive aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        </li>
      </ol>
    </section>
  )
}
