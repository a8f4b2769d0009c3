/** Where one can go: the rail, the bottom nav, the palette and the shortcuts are made of this list. */
import {
  Activity,
  ChartCandlestick,
  ChartPie,
  FileText,
  History,
  LayoutDashboard,
  List,
  type LucideIcon,
  Server,
  Settings,
  ShieldCheck,
} from 'lucide-react'

export interface NavItem {
  readonly href: string
  /** Its texts' area: the page's name is there. */
  readonly area:
    | 'overview'
    | 'market'
    | 'portfolio'
    | 'operations'
    | 'strategies'
    | 'risk'
    | 'backtests'
    | 'system'
    | 'audit'
    | 'settings'
  readonly icon: LucideIcon
  /** Pressed after `g`. */
  readonly key: string
}

export const MAIN_ITEMS: readonly NavItem[] = [
  { href: '/', area: 'overview', icon: LayoutDashboard, key: 'o' },
  { href: '/market', area: 'market', icon: ChartCandlestick, key: 'm' },
  { href: '/portfolio', area: 'portfolio', icon: ChartPie, key: 'p' },
  { href: '/operations', area: 'operations', icon: List, key: 'n' },
  { href: '/strategies', area: 'strategies', icon: Activity, key: 's' },
  { href: '/risk', area: 'risk', icon: ShieldCheck, key: 'r' },
  { href: '/backtests', area: 'backtests', icon: History, key: 'b' },
]

export const SYSTEM_ITEMS: readonly NavItem[] = [
  { href: '/system', area: 'system', icon: Server, key: 'y' },
  { href: '/audit', area: 'audit', icon: FileText, key: 'a' },
  { href: '/settings', area: 'settings', icon: Settings, key: 'e' },
]

export const NAV_ITEMS: readonly NavItem[] = [...MAIN_ITEMS, ...SYSTEM_ITEMS]
