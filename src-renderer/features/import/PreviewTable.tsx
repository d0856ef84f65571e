/**
 * The conversations of a preview, to be picked: a virtual grid, for an export may hold a hundred thousand.
 * Arrows walk over the lines, Space picks or leaves one, Ctrl/Cmd+A all that are shown.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { isCommandKey } from '../../ui/platform.ts'
import { placeAfter } from '../../ui/list-keys.ts'
import { FactColumns } from './FactColumns.tsx'
import { pickable, previewLines, type PreviewLine, type ReadyPreview } from './preview.ts'
import { PreviewTableRow } from './PreviewTableRow.tsx'

/** CSS pixels that a line is taken for until it is measured: a reason may need several lines of text. */
const lineHeight = 38

type Props = {
  preview: ReadyPreview
  /** Picks lines, or leaves them. */
  onPick: (lines: readonly PreviewLine[], isPicked: boolean) => void
}

export function PreviewTable({ preview, onPick }: Props) {
  const { previews, filter, words, picked } = preview
  const lines = useMemo(() => previewLines({ previews, filter, words }), [previews, filter, words])
  const offered = useMemo(() => pickable(lines), [lines])
  const [active, setActive] = useState(-1)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
    scrollPaddingStart: lineHeight,
  })
  const pickedShown = offered.filter((key) => picked.has(key)).length
  const isAllPicked = offered.length > 0 && pickedShown === offered.length
  const at = Math.min(active, lines.length - 1)
  const activeLine = lines[at]

  const toggle = (line: PreviewLine): void => onPick([line], !picked.has(line.key))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / lineHeight)
    const next = placeAfter(event.key, at, lines.length, page)
    if (next !== null) {
      setActive(next)
      virtualizer.scrollToIndex(next, { align: 'auto' })
    } else if (event.key === ' ' && activeLine !== undefined) toggle(activeLine)
    else if (isCommandKey(event) && event.key.toLowerCase() === 'a') onPick(lines, !isAllPicked)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className="preview-scroll"
      role="grid"
      aria-label="Conversations"
      aria-multiselectable
      aria-rowcount={lines.length + 1}
      aria-activedescendant={activeLine === undefined ? undefined : lineId(at)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="report-head">
        <div className="report-line preview-line" role="row" aria-rowindex={1}>
          <span role="columnheader">
            <label className="preview-pick">
              <input
                type="checkbox"
                aria-label="Pick all that are shown"
                disabled={offered.length === 0}
                checked={isAllPicked}
                ref={(box) => {
                  if (box !== null) box.indeterminate = pickedShown > 0 && !isAllPicked
                }}
                onChange={() => onPick(lines, !isAllPicked)}
              />
              Conversation
            </label>
          </span>
          <FactColumns />
        </div>
      </div>
      <div role="rowgroup" className="report-canvas" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index]
          return (
            line && (
              <PreviewTableRow
                key={key}
                id={lineId(index)}
                line={line}
                index={index}
                top={start}
                measure={virtualizer.measureElement}
                isPicked={picked.has(line.key)}
                isActive={index === at}
                isFileNamed={previews.length > 1}
                onPoint={() => {
                  setActive(index)
                  scroller.current?.focus()
                }}
                onToggle={() => toggle(line)}
              />
            )
          )
        })}
      </div>
      {lines.length === 0 && <p className="preview-none">No conversation matches.</p>}
    </div>
  )
}

function lineId(index: number): string {
  return `preview-line-${index}`
}
