'use client'
import { useTranslations } from 'next-intl'
import { DropdownMenu } from 'radix-ui'

export interface ChoiceMenuProps {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly onClose: () => void
}

/** Open from its first moment. It hangs on an anchor of its own over the button that asked for it, which gets the focus back. */
export function ChoiceMenu({ options, chosen, onChange, onClose }: ChoiceMenuProps) {
  const t = useTranslations('operations')
  return (
    <DropdownMenu.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-40 max-h-80 min-w-40 overflow-y-auto rounded-3 border border-line-strong bg-surface-3 p-1 shadow-pop"
        >
          {options.map(({ value, label: name }) => (
            <DropdownMenu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isChosen) =>
                onChange(isChosen ? [...chosen, value] : chosen.filter((each) => each !== value))
              }
              className="flex h-7 cursor-pointer items-center gap-2 rounded-1 px-2 text-12 text-body outline-none data-[highlighted]:bg-surface-2 data-[highlighted]:text-strong max-md:h-11"
            >
              <span aria-hidden className="w-3 text-accent">
                {chosen.includes(value) ? '✓' : ''}
              </span>
              {name}
            </DropdownMenu.CheckboxItem>
          ))}
          {options.length === 0 ? <p className="px-2 py-1 text-12 text-faint">{t('filters.none')}</p> : null}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
