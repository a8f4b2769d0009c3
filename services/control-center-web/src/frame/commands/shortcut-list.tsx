'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '../../ui/dialog.tsx'
import { NAV_ITEMS } from '../nav-items.ts'
import { KeyCap } from './key-cap.tsx'

export function ShortcutList({ onClose }: { onClose: () => void }) {
  const t = useTranslations('frame')
  const names = useTranslations()
  const rows = [
    { label: t('palette'), keys: ['⌘', 'K'] },
    { label: t('shortcuts'), keys: ['?'] },
    ...NAV_ITEMS.map(({ area, key }) => ({ label: names(`${area}.title`), keys: ['g', key] })),
  ]
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t('shortcuts')}
      description={t('shortcutsNote')}
    >
      <dl className="text-13">
        {rows.map(({ label, keys }) => (
          <div
            key={label}
            className="flex h-8 items-center justify-between border-line border-b last:border-0"
          >
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <KeyCap key={key}>{key}</KeyCap>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
