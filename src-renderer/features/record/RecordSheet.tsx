/** The sheet with the record of a message or conversation as its source wrote it. */
import { Dialog } from '@base-ui/react/dialog'
import type { FoundRecord } from '@shared/contract/conversation.ts'
import { Copy, FileText, MessageSquareText, Save } from 'lucide-react'
import { useRef } from 'react'
import { useJobs } from '../../jobs/jobs-store.ts'
import { runningJobs } from '../../jobs/jobs.ts'
import { RunningJob } from '../../jobs/RunningJob.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { closeRecord, saveRecord, showConversation, useRecord, type Wanted } from './record-store.ts'
import { cutWords, recordTitle, recordWords } from './record-words.ts'
import { RecordText } from './RecordText.tsx'
import './record.css'

const extents = [
  { value: 'message', label: 'Message', icon: MessageSquareText },
  { value: 'conversation', label: 'Conversation', icon: FileText },
] as const

export function RecordSheet() {
  const wanted = useRecord((state) => state.wanted)
  const opener = useRef<HTMLElement | null>(null)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={wanted !== null} onOpenChange={(isOpen) => !isOpen && closeRecord()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup
          ref={popup}
          className="dialog received-sheet"
          initialFocus={() => {
            opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
            return popup.current ?? true
          }}
          finalFocus={() => opener.current}
        >
          {wanted !== null && <Sheet wanted={wanted} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Sheet({ wanted }: { wanted: Wanted }) {
  const { record, failure, showsConversation } = useRecord()
  const isOfMessage = wanted.messageKey !== null && !showsConversation
  return (
    <>
      <header className="received-head">
        <div>
          <Dialog.Title className="dialog-title">
            {record === null ? 'As received' : recordTitle(record)}
          </Dialog.Title>
          <p className="received-of" dir="auto">
            {wanted.title}
          </p>
        </div>
        {wanted.messageKey !== null && (
          <Segmented
            label="Shown record"
            value={showsConversation ? 'conversation' : 'message'}
            choices={extents}
            onChange={(extent) => showConversation(extent === 'conversation')}
          />
        )}
      </header>
      {record !== null && (
        <Dialog.Description className="received-words">{recordWords(record, isOfMessage)}</Dialog.Description>
      )}
      {record !== null && <RecordText key={record.text} text={record.text} />}
      {record === null && <Looking failure={failure} />}
      <footer className="dialog-footer">
        {record !== null && <Buttons record={record} />}
        <Dialog.Close className="button primary">Close</Dialog.Close>
      </footer>
    </>
  )
}

/** While the file is searched: how far that is, and the way to stop it. */
function Looking({ failure }: { failure: string | null }) {
  const job = useJobs((state) => runningJobs(state).find(({ kind }) => kind === 'record'))
  return (
    <div className="received-looking">
      {failure === null ? job && <RunningJob job={job} /> : <p role="alert">{failure}</p>}
    </div>
  )
}

function Buttons({ record }: { record: FoundRecord }) {
  const cut = cutWords(record)
  return (
    <>
      {cut !== null && <p className="received-cut">{cut}</p>}
      <button
        type="button"
        className="button"
        onClick={() => void copyText(record.text, cut === null ? 'Record' : 'Shown part of the record')}
      >
        <Copy aria-hidden />
        {cut === null ? 'Copy' : 'Copy what is shown'}
      </button>
      <button type="button" className="button" onClick={() => void saveRecord()}>
        <Save aria-hidden />
        Save…
      </button>
    </>
  )
}
