/** What is known about a conversation: where it comes from, when, with which model and options, through which imports. */
import type { OpenConversation } from '@shared/contract/conversation.ts'
import type { Json } from '@shared/json.ts'
import type { ReactNode } from 'react'
import { countText } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'

type Props = {
  opened: OpenConversation
  branches: number
  sourceName: string
}

/** Characters of an option's value that are shown at once; the rest is in its title. */
const longestValue = 400

export function ConversationInfo({ opened, branches, sourceName }: Props) {
  const { row, originalTitle, sourceId, endpoint, imports } = opened
  const options = Object.entries(opened.options ?? {}).filter(([, value]) => value !== null)
  return (
    <div className="info">
      <table>
        <caption>Conversation</caption>
        <tbody>
          {originalTitle !== null && originalTitle !== row.title && (
            <Fact name="Title there">{originalTitle}</Fact>
          )}
          <Fact name="Source">{sourceName}</Fact>
          {sourceId !== null && <Fact name="Id there">{sourceId}</Fact>}
          <Fact name="Id here">{row.id}</Fact>
          <Fact name="Kind">{row.type}</Fact>
          {endpoint !== null && <Fact name="Endpoint">{endpoint}</Fact>}
          {row.model !== null && <Fact name="Model">{row.model}</Fact>}
          <Fact name="Created">{dateTimeText(row.createdAt)}</Fact>
          <Fact name="Updated">{dateTimeText(row.updatedAt)}</Fact>
          <Fact name="Messages">{countText(row.messages)}</Fact>
          <Fact name="Branches">{countText(branches)}</Fact>
          {row.tags.length > 0 && <Fact name="Tags">{row.tags.join(', ')}</Fact>}
        </tbody>
      </table>
      {options.length > 0 && (
        <table>
          <caption>Options</caption>
          <tbody>
            {options.map(([name, value]) => (
              <Option key={name} name={name} value={value} />
            ))}
          </tbody>
        </table>
      )}
      {imports.length > 0 && (
        <table>
          <caption>{imports.length === 1 ? 'Import' : 'Imports'}</caption>
          <tbody>
            {imports.toReversed().map(({ importId, file, at }) => (
              <Fact key={importId} name={dateTimeText(at)}>
                <span title={file}>{lastOfPath(file)}</span>
              </Fact>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td dir="auto">{children}</td>
    </tr>
  )
}

function Option({ name, value }: { name: string; value: Json }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const isLong = text.length > longestValue
  return (
    <tr>
      <th scope="row">{name}</th>
      <td dir="auto" {...(isLong ? { title: text } : {})}>
        {isLong ? `${text.slice(0, longestValue)}…` : text}
      </td>
    </tr>
  )
}
