import Ban from '@lucide/svelte/icons/ban';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import CalendarX from '@lucide/svelte/icons/calendar-x';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Clock from '@lucide/svelte/icons/clock';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Hand from '@lucide/svelte/icons/hand';
import Lock from '@lucide/svelte/icons/lock';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import Route from '@lucide/svelte/icons/route';
import Scale from '@lucide/svelte/icons/scale';
import SkipForward from '@lucide/svelte/icons/skip-forward';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo2 from '@lucide/svelte/icons/undo-2';
import UserX from '@lucide/svelte/icons/user-x';
import type { Component } from 'svelte';
import type { FactItem } from '#lib/api/index.ts';

type Look = { icon: Component; tone?: 'overdue' | 'due' | 'done' };

export const FACT_LOOKS: Readonly<Record<FactItem['type'], Look>> = {
  CaseOpened: { icon: FolderOpen },
  CaseReopened: { icon: FolderOpen },
  PlaceEntered: { icon: Route },
  WaitBegan: { icon: Clock },
  ProviderAsked: { icon: CircleQuestionMark },
  ContactOptedOut: { icon: Ban, tone: 'overdue' },
  WrongPersonReported: { icon: UserX, tone: 'overdue' },
  PromiseMade: { icon: CalendarClock, tone: 'due' },
  PromiseKept: { icon: CalendarCheck, tone: 'done' },
  PromiseBroken: { icon: CalendarX, tone: 'overdue' },
  PromiseWithdrawn: { icon: CalendarX },
  DisputeRaised: { icon: Scale, tone: 'overdue' },
  HoldPlaced: { icon: Pause, tone: 'due' },
  HoldEnded: { icon: Play },
  HandoffOffered: { icon: Hand, tone: 'due' },
  HandoffClaimed: { icon: Hand },
  HandoffRenewed: { icon: Clock },
  HandoffReturned: { icon: Undo2 },
  HandoffCompleted: { icon: CalendarCheck, tone: 'done' },
  HandoffWithdrawn: { icon: Undo2 },
  StepSkipped: { icon: SkipForward },
  StepGaveUp: { icon: TriangleAlert, tone: 'overdue' },
  AccountEnded: { icon: Lock },
  CaseClosed: { icon: Lock, tone: 'done' },
};
