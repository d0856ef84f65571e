/** A sentence that appears beside a control when it is pointed at or focused. */
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

type Props = {
  text: string
  /** The control itself; it keeps its own accessible name. */
  children: ReactElement<Record<string, unknown>>
}

export function Tip({ text, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="tip-positioner" sideOffset={6}>
          <Tooltip.Popup className="tip">{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
