'use client'

import { Command } from 'cmdk'
import { Keyboard, Languages, LogOut, type LucideIcon, Moon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useApi } from '../../api/api-provider.tsx'
import { useStrategies } from '../../api/queries.ts'
import { setLanguage, useLanguage } from '../../i18n/languages.ts'
import { NAV_ITEMS } from '../nav-items.ts'
import { KeyCap } from './key-cap.tsx'

export interface PaletteProps {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-faint'

/** Everything that can be gone to or done from anywhere. Stop is not here: it is a button that is always in sight. */
export function Palette({ onClose, onShortcuts }: PaletteProps) {
  const t = useTranslations('frame')
  const names = useTranslations()
  const router = useRouter()
  const { data: strategies } = useStrategies()
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      label={t('palette')}
      overlayClassName="fixed inset-0 z-40 bg-scrim"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-3 border border-line-strong bg-surface-3 shadow-pop"
    >
      <Command.Input
        placeholder={t('paletteHint')}
        className="h-12 w-full border-line border-b bg-transparent px-4 text-15 text-strong outline-none placeholder:text-faint focus-visible:shadow-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-12 text-faint">
          {t('paletteEmpty')}
        </Command.Empty>
        <Command.Group heading={t('pages')} className={GROUP}>
          {NAV_ITEMS.map(({ href, area, icon, key }) => (
            <Entry
              key={href}
              icon={icon}
              label={names(`${area}.title`)}
              keys={['g', key]}
              onSelect={() => go(href)}
            />
          ))}
        </Command.Group>
        <Command.Group heading={names('strategies.title')} className={GROUP}>
          {(strategies?.items ?? []).map(({ id }) => (
            <Entry key={id} label={id} onSelect={() => go(`/strategies?id=${encodeURIComponent(id)}`)} />
          ))}
        </Command.Group>
        <Command.Group heading={t('actions')} className={GROUP}>
          <Actions onClose={onClose} onShortcuts={onShortcuts} />
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  )
}

function Actions({ onClose, onShortcuts }: PaletteProps) {
  const t = useTranslations('frame')
  const { session } = useApi()
  const { resolvedTheme, setTheme } = useTheme()
  const language = useLanguage()
  const andClose = (work: () => void) => () => {
    onClose()
    work()
  }
  const toggleTheme = () => setTheme(resolvedTheme === 'light' ? 'dark' : 'light')
  const toggleLanguage = () => setLanguage(language === 'en' ? 'pt-BR' : 'en')
  return (
    <>
      <Entry icon={Moon} label={t('theme')} onSelect={andClose(toggleTheme)} />
      <Entry icon={Languages} label={t('otherLanguage')} onSelect={andClose(toggleLanguage)} />
      <Entry icon={Keyboard} label={t('shortcuts')} keys={['?']} onSelect={onShortcuts} />
      <Entry icon={LogOut} label={t('logout')} onSelect={andClose(() => void session.logout())} />
    </>
  )
}

interface EntryProps {
  readonly label: string
  readonly icon?: LucideIcon
  readonly keys?: readonly string[]
  readonly onSelect: () => void
}

function Entry({ label, icon: Icon, keys = [], onSelect }: EntryProps) {
  return (
    <Command.Item
      value={label}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-2 px-2 text-13 text-body data-[selected=true]:bg-accent-tint data-[selected=true]:text-strong max-md:h-11"
    >
      {Icon === undefined ? null : <Icon className="size-4 text-faint" aria-hidden />}
      {label}
      <span className="ml-auto flex gap-1 max-md:hidden">
        {keys.map((key) => (
          <KeyCap key={key}>{key}</KeyCap>
        ))}
      </span>
    </Command.Item>
  )
}
