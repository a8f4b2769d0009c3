'use client'
/** How the pages look and speak, in this browser. */
import { useTimeZone, useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'
import { LANGUAGES, setLanguage, useLanguage } from '../../i18n/languages.ts'
import { Panel } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'

/** Each in its own language: whoever looks for theirs may not read the other. */
const LANGUAGE_NAMES = { en: 'English', 'pt-BR': 'Português' } as const
const THEMES = ['dark', 'light'] as const

export function AppearancePanel() {
  const t = useTranslations('settings.appearance')
  const { resolvedTheme, setTheme } = useTheme()
  const language = useLanguage()
  const timeZone = useTimeZone()
  return (
    <Panel title={t('title')} sub={t('here')}>
      <dl className="px-3.5 pb-2 text-12">
        <Row name={t('theme')}>
          <Segmented
            label={t('theme')}
            size="large"
            value={resolvedTheme === 'light' ? 'light' : 'dark'}
            options={THEMES.map((value) => ({ value, label: t(value) }))}
            onChange={setTheme}
          />
        </Row>
        <Row name={t('language')}>
          <Segmented
            label={t('language')}
            size="large"
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={setLanguage}
          />
        </Row>
        <Row name={t('zone')}>
          <span className="block text-right text-strong">
            {timeZone}
            <span className="block text-11 text-faint">{t('zoneNote')}</span>
          </span>
        </Row>
      </dl>
    </Panel>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-line border-b py-1.5 last:border-0">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
