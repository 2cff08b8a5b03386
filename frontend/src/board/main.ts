/** The page of the board: gets the data, draws it, joins it to the buttons, the panel and the server. */

import "./board.css";

import { all, element } from "../dom";
import { showToast } from "../toasts";
import { Board } from "./board";
import * as changes from "./changes";
import { Keyboard } from "./keyboard";
import type { Bar, MachineRow } from "./model";
import { Placing } from "./placing";
import { Pointer } from "./pointer";
import { MINUTE, clock, isoMinutes } from "./time";
import { Toolbar } from "./toolbar";
import type { BoardData } from "./types";

/** No picture is called so: what did not arrive is asked for again. */
const UNSEEN = "?";
const RETRY_MS = 2000;
const WIDE = window.matchMedia("(min-width: 700px)");

async function fetchJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`board data: ${answer.status}`);
  return (await answer.json()) as T;
}

function post(url: string | undefined, values: Record<string, string>, target: "#panel" | "body"): void {
  if (!url) return;
  void window.htmx.ajax("POST", url, { values, target, swap: target === "body" ? "none" : "innerHTML" });
}

/** The check takes a moment: the panel says at once that it goes on. */
function announceCheck(orderNo: string, title: string): void {
  document.getElementById("panel")?.replaceChildren(
    element("header", { class: "panel__head" },
      element("div", { class: "panel__over" }, orderNo), element("h2", { class: "panel__title" }, title)),
    element("div", { class: "panel__body ink-2" }, "Смотрю, кто сдвинется и не нарушены ли правила."),
  );
}

function lineValues(bar: Bar): Record<string, string> {
  return { order_no: bar.line.order_no, op_no: String(bar.line.op_no) };
}

/** Commands that bars can be given; a missing address means that this person may not. */
function join(board: Board): void {
  const { dataset } = board.root;
  const open = (bar: Bar): void => {
    if (dataset.orderUrl) window.location.href = dataset.orderUrl.replace("ORDER", encodeURIComponent(bar.line.order_no));
  };
  const move = (bar: Bar, row: MachineRow, start: number): void => {
    const values = { ...lineValues(bar), machine: row.machine.code, start_at: isoMinutes(start) };
    announceCheck(bar.line.order_no, "Проверяю перенос");
    post(dataset.moveUrl, values, "#panel");
  };
  if (dataset.placeUrl) {
    new Placing(board, (orderNo, row, start) => {
      const [date = "", time = ""] = isoMinutes(start).split("T");
      announceCheck(orderNo, "Проверяю место");
      post(dataset.placeUrl, { order_no: orderNo, machine: row.machine.code, start_date: date, start_time: time.slice(0, 5) }, "#panel");
    });
  }
  const mayMove = (): boolean => Boolean(dataset.moveUrl) && !board.isLive;
  const pointer = new Pointer(board, { mayMove, open, move });
  new Keyboard(board, {
    mayMove, open, move,
    mayPin: () => Boolean(dataset.pinUrl) && !board.isLive,
    pin: (bar) => post(dataset.pinUrl, { ...lineValues(bar), pinned: bar.line.pinned ? "" : "1" }, "body"),
    release: () => pointer.release(),
  });
}

function find(board: Board, orderNo: string): void {
  if (!board.find(orderNo)) showToast({ title: `Заказа ${orderNo} нет в этом плане`, tone: "wait" });
}

/** The ink line goes on with the clock. */
function runClock(board: Board): void {
  window.setInterval(() => {
    board.model.now += MINUTE;
    for (const place of all("[data-now]")) place.textContent = clock(board.model.now);
    board.invalidateMarks();
  }, MINUTE);
}

/**
 * While a run searches, the bars stand where its best plan has them, and nobody moves them; afterwards they
 * stand where the version has them. A bar that is being carried is not taken out of the hand.
 */
function followRun(board: Board, url: string): void {
  let shown = "";
  const look = (): void => {
    const { run = "", picture = "" } = document.getElementById("strip")?.dataset ?? {};
    const wanted = run && `${run}:${picture}`;
    if (wanted === shown || board.marks.ghost) return;
    shown = wanted;
    const address = run ? `${url}${url.includes("?") ? "&" : "?"}run=${run}` : url;
    void fetchJson<Partial<BoardData>>(address).then((data) => {
      if (shown !== wanted || board.marks.ghost) return;
      board.isLive = run !== "";
      board.replace({ ...board.model.data, ...data });
      board.root.dataset.bars = String(board.model.data.lines.length);
    }).catch(() => {
      if (shown === wanted) shown = UNSEEN;
      window.setTimeout(look, RETRY_MS);
    });
  };
  document.body.addEventListener("htmx:afterSettle", look);
}

async function open(root: HTMLElement): Promise<Board> {
  const url = root.dataset.url ?? "";
  const data = await fetchJson<BoardData>(url);
  performance.mark("board-data");
  const board = new Board(root, data);
  performance.mark("board-drawn");
  new Toolbar(board);
  join(board);
  document.body.addEventListener("board-changed", () => void fetchJson<BoardData>(url).then((data) => board.replace(data)));
  followRun(board, url);
  const wanted = new URLSearchParams(window.location.search).get("order");
  if (wanted) find(board, wanted);
  runClock(board);
  root.dataset.bars = String(board.model.data.lines.length);
  root.dataset.state = "ready";
  return board;
}

/** Draws the board as soon as the window is wide enough for it; a phone has the list by machine. */
function start(): void {
  let board: Board | null = null;
  changes.start(
    (orderNo) => board && find(board, orderNo),
    (orderNo, opNo) => board?.find(orderNo, opNo),
  );
  const root = document.getElementById("board");
  if (!root) return;
  let opened = false;
  const whenWide = async (): Promise<void> => {
    if (opened || !WIDE.matches) return;
    opened = true;
    try {
      board = await open(root);
    } catch (error) {
      root.dataset.state = "failed";
      const text = "Обновите страницу. Если не поможет, откройте план таблицей.";
      showToast({ title: "Доска не загрузилась", text, tone: "bad" });
      console.error(error);
    }
  };
  WIDE.addEventListener("change", () => void whenWide());
  void whenWide();
}

start();
