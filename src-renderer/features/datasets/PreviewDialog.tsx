/** The first records of a dataset as its file holds them: as JSON, and as a conversation that can be read. */
import { Dialog } from '@base-ui/react/dialog'
import type { Json, JsonObject } from '@shared/json.ts'
import { Braces, Copy, MessagesSquare } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { copyText } from '../../ui/copy-text.ts'
import { counted, countText } from '../../ui/counts.ts'
import { placeAfter } from '../../ui/list-keys.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { closeLook, type Look } from './manage-store.ts'
import { recordText } from './record-text.ts'
import { recordTurns, speakerNames } from './record-turns.ts'

type Form = 'conversation' | 'json'

const forms = [
  { value: 'conversation', label: 'Conversation', icon: MessagesSquare },
  { value: 'json', label: 'JSON', icon: Braces },
] as const

type Props = {
  /** Null while the dialog is closed. */
  look: Extract<Look, { kind: 'preview' }> | null
}

export function PreviewDialog({ look }: Props) {
  return (
    <Dialog.Root open={look !== null} onOpenChange={(open) => !open && closeLook()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog dataset-dialog">
          {look !== null && <Records key={look.dataset.id} look={look} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Records({ look }: { look: Extract<Look, { kind: 'preview' }> }) {
  const { dataset, records, failure } = look
  const [form, setForm] = useState<Form>('conversation')
  const [at, setAt] = useState(0)
  const record = records?.[at]
  return (
    <>
      <header className="dataset-dialog-head">
        <div>
          <Dialog.Title className="dialog-title">Preview of {dataset.name}</Dialog.Title>
          <Dialog.Description className="dataset-hint">
            {records === null
              ? `${dataset.fileName}.${dataset.fileFormat}`
              : `The first ${counted(records.length, 'record')} of ${countText(dataset.records)}, read from ${dataset.fileName}.${dataset.fileFormat}`}
          </Dialog.Description>
        </div>
        <Segmented label="Shown as" value={form} choices={forms} onChange={setForm} />
      </header>
      {failure !== null && (
        <p role="alert" className="dataset-problem">
          {failure}
        </p>
      )}
      {failure === null && records === null && <p className="dataset-hint preview-wait">Reading the file…</p>}
      {records !== null && (
        <div className="preview-columns">
          <RecordList records={records} at={at} onChoose={setAt} />
          {record !== undefined && <RecordView key={`${at} ${form}`} record={record} at={at} form={form} />}
        </div>
      )}
      <footer className="dialog-footer">
        {record !== undefined && (
          <button
            type="button"
            className="button"
            onClick={() => void copyText(JSON.stringify(record, null, 2), `Record ${at + 1}`)}
          >
            <Copy aria-hidden />
            Copy JSON
          </button>
        )}
        <Dialog.Close className="button primary">Close</Dialog.Close>
      </footer>
    </>
  )
}

type ListProps = {
  records: readonly JsonObject[]
  at: number
  onChoose: (at: number) => void
}

function RecordList({ records, at, onChoose }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = placeAfter(event.key, at, records.length, 10)
    if (place === null) return
    onChoose(place)
    event.preventDefault()
  }
  return (
    <div
      ref={list}
      className="record-list"
      role="listbox"
      aria-label="Records"
      aria-activedescendant={`record-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {records.map((record, index) => {
        const turns = recordTurns(record)
        const asked = turns.find(({ speaker }) => speaker === 'user') ?? turns[0]
        return (
          <div
            key={index}
            id={`record-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => onChoose(index)}
          >
            <span className="record-number">{index + 1}</span>
            <span className="record-words" dir="auto">
              {asked?.text.slice(0, 120) ?? 'No messages'}
            </span>
            <small>{counted(turns.length, 'message')}</small>
          </div>
        )
      })}
    </div>
  )
}

function RecordView({ record, at, form }: { record: JsonObject; at: number; form: Form }) {
  const label = `Record ${at + 1} as ${form === 'json' ? 'JSON' : 'a conversation'}`
  if (form === 'json')
    return (
      <pre className="dataset-json" tabIndex={0} role="region" aria-label={label}>
        {recordText(record)}
      </pre>
    )
  return (
    <div className="record-turns" tabIndex={0} role="region" aria-label={label}>
      <dl className="record-facts">
        {factsOf(record).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {recordTurns(record).map(({ speaker, text }, index) => (
        <article key={index} className={`record-turn is-${speaker}`}>
          <h3>{speakerNames[speaker]}</h3>
          <p dir="auto">{text.length > mostShown ? `${text.slice(0, mostShown)}…` : text}</p>
        </article>
      ))}
    </div>
  )
}

/** Characters of one message; who wants all of it looks at the file. */
const mostShown = 20_000

/** What a record tells beside its messages, in a word or two each. */
function factsOf(record: JsonObject): [string, string][] {
  const facts: [string, string][] = []
  for (const name of ['data_source', 'ability', 'model', 'tools', 'conversation_id', 'id']) {
    const value = record[name]
    if (value === undefined || value === null || value === '') continue
    const text = Array.isArray(value) ? listText(name, value.length, value.map(textOf)) : textOf(value)
    if (text !== '' && text !== '[]') facts.push([name, text.slice(0, 200)])
  }
  return facts
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function listText(name: string, length: number, texts: readonly string[]): string {
  return name === 'tools' ? (length === 0 ? '' : counted(length, 'tool')) : texts.join(', ')
}
