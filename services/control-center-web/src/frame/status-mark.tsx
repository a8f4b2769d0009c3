import { Glyph } from '../ui/glyphs.tsx'

/** Of the bot: shape first, colour second. A dot that lost its data becomes a ring (`stale:`). */
export function StatusMark({ status }: { status: 'RUNNING' | 'PAUSED' | 'HALTED' | null | undefined }) {
  switch (status) {
    case 'RUNNING':
      return (
        <>
          <Glyph name="dot" className="text-gain stale:hidden" />
          <Glyph name="ring" className="hidden text-stale stale:block" />
        </>
      )
    case 'PAUSED':
      return <Glyph name="diamond" className="text-warn" />
    case 'HALTED':
      return <Glyph name="square" className="text-real" />
    default:
      return <Glyph name="ring" className="text-faint" />
  }
}
