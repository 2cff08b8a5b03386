/** The plan as the server keeps it, and the small changes that a hand makes. */

export interface Spot {
  id: string;
  x_mm: number | null;
  y_mm: number | null;
}

export interface Place extends Spot {
  turned?: boolean;
  faces?: string;
}

export interface Plan {
  places: Place[];
  stores: Spot[];
  [key: string]: unknown;
}

const STEP_MM = 100;
const NEXT_SIDE: Record<string, string> = { bottom: "left", left: "top", top: "right", right: "bottom" };

/** A shift in millimetres, rounded to the step of the plan. */
export function stepped(x: number, y: number): { x: number; y: number } {
  return { x: Math.round(x / STEP_MM) * STEP_MM, y: Math.round(y / STEP_MM) * STEP_MM };
}

/** The plan with one thing shifted. */
export function moved(plan: Plan, id: string, x: number, y: number): Plan {
  const shift = <T extends Spot>(spot: T): T =>
    spot.id === id && spot.x_mm !== null && spot.y_mm !== null
      ? { ...spot, x_mm: spot.x_mm + x, y_mm: spot.y_mm + y }
      : spot;
  return { ...plan, places: plan.places.map(shift), stores: plan.stores.map(shift) };
}

/** The plan with a place turned by a quarter. */
export function turned(plan: Plan, id: string): Plan {
  const turn = (place: Place): Place =>
    place.id === id
      ? { ...place, turned: !place.turned, faces: NEXT_SIDE[place.faces ?? "bottom"] ?? "bottom" }
      : place;
  return { ...plan, places: plan.places.map(turn) };
}
