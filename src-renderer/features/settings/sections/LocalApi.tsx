/** Whether other programs on this computer may ask for conversations, where, how far, and by which token. */
import { highestPort, lowestPort } from '@shared/contract/local-api.ts'
import { Copy, KeyRound } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import {
  askForLocalApi,
  changeLocalApi,
  makeToken,
  putTokenAway,
  useLocalApi,
} from '../../../local-api/local-api-store.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'

const switchChoices = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const

const accessChoices = [
  { value: 'read-only', label: 'Read-only' },
  { value: 'read-write', label: 'Read and write' },
] as const

export function LocalApiSection() {
  const api = useLocalApi((state) => state.localApi)

  useEffect(() => {
    void askForLocalApi()
    return putTokenAway
  }, [])

  return (
    <SettingsSection heading="Local API">
      <SettingsRow
        label="Answer other programs on this computer"
        description={
          api?.problem ??
          'They ask in the way of LibreChat’s Conversations API, with a token. Nothing can be reached from another computer or from a web page.'
        }
      >
        <div className="settings-value">
          {api?.url !== null && <code>{api?.url}</code>}
          <Segmented
            label="Answer other programs on this computer"
            value={api?.isOn === true ? 'on' : 'off'}
            choices={switchChoices}
            onChange={(chosen) => void changeLocalApi({ isOn: chosen === 'on' })}
          />
        </div>
      </SettingsRow>
      <SettingsRow
        label="They may"
        description="Read-only lets them list, search and read; whatever would change the archive is refused."
      >
        <Segmented
          label="They may"
          value={api?.access ?? 'read-only'}
          choices={accessChoices}
          onChange={(access) => void changeLocalApi({ access })}
        />
      </SettingsRow>
      <SettingsRow label="Port" description={`On 127.0.0.1, from ${lowestPort} to ${highestPort}.`}>
        {api !== null && <PortField key={api.port} port={api.port} />}
      </SettingsRow>
      <TokenRow hasToken={api?.hasToken === true} />
    </SettingsSection>
  )
}

type PortFieldProps = {
  port: number
}

/** Takes a port when it is left or Enter is pressed; what is none goes back to the one before. */
function PortField({ port }: PortFieldProps) {
  const [typed, setTyped] = useState(String(port))
  const take = (): void => {
    const chosen = Number(typed)
    if (!Number.isInteger(chosen) || chosen < lowestPort || chosen > highestPort) setTyped(String(port))
    else if (chosen !== port) void changeLocalApi({ port: chosen })
  }
  return (
    <input
      className="input settings-port"
      type="number"
      aria-label="Port"
      min={lowestPort}
      max={highestPort}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}

type TokenRowProps = {
  hasToken: boolean
}

/** A new token is in sight once; of an older one there is nothing to show. */
function TokenRow({ hasToken }: TokenRowProps) {
  const token = useLocalApi((state) => state.newToken)
  const labelId = useId()
  return (
    <SettingsRow
      label="Token"
      description={
        token !== null
          ? 'Copy it now: it is not kept, and cannot be shown again.'
          : hasToken
            ? 'Only its hash is kept. With a new token the one before it is refused.'
            : 'Made when the API is turned on for the first time.'
      }
    >
      {token === null ? (
        <button type="button" className="button" disabled={!hasToken} onClick={() => void makeToken()}>
          <KeyRound aria-hidden />
          New token
        </button>
      ) : (
        <div className="settings-value" role="group" aria-labelledby={labelId}>
          <span id={labelId} hidden>
            New token
          </span>
          <code className="settings-token">{token}</code>
          <button
            type="button"
            className="button icon"
            aria-label="Copy the token"
            onClick={() => void copyText(token, 'Token')}
          >
            <Copy aria-hidden />
          </button>
          <button type="button" className="button" onClick={putTokenAway}>
            Done
          </button>
        </div>
      )}
    </SettingsRow>
  )
}
