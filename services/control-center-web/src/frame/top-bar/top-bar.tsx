'use client'

import { Lock, Moon, Search, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useBot } from '../../api/queries.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { usePalette } from '../commands/palette-context.ts'
import { StopControl } from '../stop/stop-control.tsx'
import { BotCell, ConnectionCell, EquityCell, FeedsCell, TodayCell } from './cells.tsx'

/** What is at stake, whether it runs, and how to stop it: always in sight. REAL can be mistaken for nothing else. */
export function TopBar() {
  const { data: bot } = useBot()
  const isStale = useIsStale()
  const isReal = bot?.mode === 'REAL'
  return (
    <header
      className={classNames(
        'relative flex min-w-0 items-center border-b bg-bg pr-4 max-md:pr-3',
        isReal ? 'border-real-line bg-[linear-gradient(var(--real-tint),var(--real-tint))]' : 'border-line',
      )}
    >
      <span
        aria-hidden
        className={classNames(
          'absolute inset-x-0 top-0',
          isReal ? 'h-1 bg-real-line' : 'h-0.5 bg-paper-solid',
        )}
      />
      <ModeBadge mode={bot?.mode} isDryRun={bot?.dryRun ?? false} />
      <dl data-stale={isStale} className="flex min-w-0 shrink items-center overflow-hidden stale:hatched">
        <BotCell className="max-md:hidden" />
        <FeedsCell className="max-lg:hidden" />
        <EquityCell />
        <TodayCell />
      </dl>
      <span className="flex-1" />
      {isStale ? <TerminalHint /> : null}
      <dl className="flex max-md:hidden">
        <ConnectionCell />
      </dl>
      <ThemeButton />
      <PaletteButton />
      <StopControl isReal={isReal} isStale={isStale} />
    </header>
  )
}

function ModeBadge({ mode, isDryRun }: { mode: string | undefined; isDryRun: boolean }) {
  const t = useTranslations('frame.modes')
  if (mode === undefined)
    return <span aria-hidden className="mx-4 h-7 w-[66px] flex-none rounded-2 bg-surface-2 max-md:mx-3" />
  const isReal = mode === 'REAL'
  return (
    <strong
      title={isReal ? t('realNote') : t('paperNote')}
      className={classNames(
        'mx-4 inline-flex h-7 flex-none items-center gap-[7px] rounded-2 px-[11px] font-semibold text-12 tracking-[.06em] max-md:mx-3',
        isReal ? 'bg-real-solid text-on-solid' : 'bg-paper-tint text-paper',
      )}
    >
      {isReal ? <Lock className="size-3.5" aria-hidden /> : null}
      {isReal ? t('real') : t('paper')}
      {isDryRun ? <span className="font-normal">{t('dryRun')}</span> : null}
    </strong>
  )
}

/** What still works when this page cannot get through. */
function TerminalHint() {
  const t = useTranslations('frame')
  return (
    <p className="flex-none whitespace-nowrap px-4 text-11 text-faint leading-[14px] max-xl:hidden">
      {t('stopByTerminal')}
      <code className="block font-mono text-13 text-strong leading-[18px]">ots halt</code>
    </p>
  )
}

function ThemeButton() {
  const t = useTranslations('frame')
  const { resolvedTheme, setTheme } = useTheme()
  return (
    <Button
      size="icon"
      aria-label={t('theme')}
      title={t('theme')}
      className="max-md:hidden"
      onClick={() => setTheme(resolvedTheme === 'light' ? 'dark' : 'light')}
    >
      <Moon className="size-4 light:hidden" aria-hidden />
      <Sun className="hidden size-4 light:block" aria-hidden />
    </Button>
  )
}

function PaletteButton() {
  const t = useTranslations('frame')
  const { open } = usePalette()
  return (
    <Button
      size="icon"
      aria-label={t('palette')}
      aria-keyshortcuts="Meta+K Control+K"
      title={`${t('palette')} (⌘K)`}
      className="mr-2 max-md:hidden"
      onClick={open}
    >
      <Search className="size-4" aria-hidden />
    </Button>
  )
}
