//! Who goes where under capacity: the exact optimum, by shortest augmenting paths.

use std::collections::BinaryHeap;

/// How many steps of a score's last decimal make one; scores are counted exactly in these.
const STEPS: f64 = 1_000_000.0;
/// Marks a place nobody reached.
const NONE: u32 = u32::MAX;

/// What is to be assigned: tasks that want people, people who take a number of tasks at most.
#[derive(Debug, Clone, Default)]
pub struct Assignment {
    /// How many different people each task gets, exactly.
    pub demand: Vec<u32>,
    /// How many tasks each person takes at most.
    pub load: Vec<u32>,
    /// What each possible pair is worth; a pair that is not here cannot be assigned.
    pub pairs: Vec<Pair>,
}

/// A possible pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Position of the task.
    pub task: u32,
    /// Position of the person.
    pub person: u32,
    /// What it is worth, at most six decimals.
    pub score: f64,
}

/// The best assignment there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assigned {
    /// The summed worth.
    pub total: f64,
    /// Task and person of every pair, sorted.
    pub pairs: Vec<(u32, u32)>,
}

/// Why there is no assignment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Short {
    /// The people together take less than the tasks want.
    #[error("the tasks want {wanted} places together, the people have {there}")]
    Places {
        /// What is wanted.
        wanted: u64,
        /// What is there.
        there: u64,
    },
    /// One task cannot be filled, whatever is moved.
    #[error("task {task} wants {wanted} people and can get {can} at most, whatever is moved")]
    Task {
        /// Position of the task.
        task: u32,
        /// What it wants.
        wanted: u32,
        /// What it can get beside the tasks before it.
        can: u32,
    },
    /// A score is not a finite number.
    #[error("the score of task {task} and person {person} is not a finite number")]
    Score {
        /// Position of the task.
        task: u32,
        /// Position of the person.
        person: u32,
    },
}

/// An arc between a task and a person.
struct Arc {
    task: u32,
    person: u32,
    cost: i64,
    taken: bool,
}

/// A flow under way; every arc taken so far is part of an optimum for the tasks placed so far.
struct Flow {
    arcs: Vec<Arc>,
    of_task: Vec<Vec<u32>>,
    of_person: Vec<Vec<u32>>,
    task_level: Vec<i64>,
    person_level: Vec<i64>,
    room: Vec<u32>,
}

/// Finds the assignment of the highest total; the same input gives the same pairs.
pub fn assign(problem: &Assignment) -> Result<Assigned, Short> {
    let wanted: u64 = problem.demand.iter().map(|&d| u64::from(d)).sum();
    let there: u64 = problem.load.iter().map(|&l| u64::from(l)).sum();
    if wanted > there {
        return Err(Short::Places { wanted, there });
    }
    if let Some(p) = problem.pairs.iter().find(|p| !p.score.is_finite()) {
        return Err(Short::Score { task: p.task, person: p.person });
    }
    let mut flow = Flow::new(problem);
    for (task, &wanted) in problem.demand.iter().enumerate() {
        for got in 0..wanted {
            if !flow.place(task as u32) {
                return Err(Short::Task { task: task as u32, wanted, can: got });
            }
        }
    }
    let taken = || flow.arcs.iter().filter(|a| a.taken);
    let mut pairs: Vec<(u32, u32)> = taken().map(|a| (a.task, a.person)).collect();
    pairs.sort_unstable();
    let total = taken().map(|a| -a.cost).sum::<i64>() as f64 / STEPS;
    Ok(Assigned { total, pairs })
}

impl Flow {
    fn new(problem: &Assignment) -> Self {
        let cost = |score: f64| -(score * STEPS).round() as i64;
        let mut arcs: Vec<Arc> = problem
            .pairs
            .iter()
            .map(|p| Arc { task: p.task, person: p.person, cost: cost(p.score), taken: false })
            .collect();
        arcs.sort_by_key(|a| (a.task, a.person, a.cost));
        arcs.dedup_by_key(|a| (a.task, a.person));
        let mut of_task = vec![Vec::new(); problem.demand.len()];
        let mut of_person = vec![Vec::new(); problem.load.len()];
        for (i, arc) in arcs.iter().enumerate() {
            of_task[arc.task as usize].push(i as u32);
            of_person[arc.person as usize].push(i as u32);
        }
        // A task begins at the level at which none of its arcs costs less than nothing.
        let task_level = of_task
            .iter()
            .map(|own| own.iter().map(|&i| -arcs[i as usize].cost).max().unwrap_or_default())
            .collect();
        let person_level = vec![0; problem.load.len()];
        Self { arcs, of_task, of_person, task_level, person_level, room: problem.load.clone() }
    }

    /// Gives a task one more person, moving others where that is worth it; says whether it could.
    fn place(&mut self, task: u32) -> bool {
        let (tasks, people) = (self.of_task.len(), self.of_person.len());
        let mut far = vec![i64::MAX; tasks + people];
        let mut by = vec![NONE; tasks + people];
        let mut done = vec![false; tasks + people];
        let mut queue = BinaryHeap::from([std::cmp::Reverse((0i64, task as usize))]);
        far[task as usize] = 0;
        // The way ends at a person with room; leaving there costs that person's level.
        let mut best: Option<(i64, usize)> = None;
        while let Some(std::cmp::Reverse((d, at))) = queue.pop() {
            if done[at] || best.is_some_and(|(b, _)| d >= b) {
                continue;
            }
            done[at] = true;
            if at >= tasks && self.room[at - tasks] > 0 {
                let end = d + self.person_level[at - tasks];
                best = Some(best.map_or((end, at), |b| b.min((end, at))));
            }
            for (next, length, arc) in self.steps(at) {
                let to = d + length;
                if to < far[next] {
                    far[next] = to;
                    by[next] = arc;
                    queue.push(std::cmp::Reverse((to, next)));
                }
            }
        }
        let Some((end, at)) = best else { return false };
        self.lift(&far, end);
        self.turn(&by, task as usize, at);
        true
    }

    /// Returns where one may go from a place, how far it is under the levels, and over which arc.
    fn steps(&self, at: usize) -> Vec<(usize, i64, u32)> {
        let tasks = self.of_task.len();
        let (arcs, from_task) =
            if at < tasks { (&self.of_task[at], true) } else { (&self.of_person[at - tasks], false) };
        let open = arcs.iter().filter(|&&i| self.arcs[i as usize].taken != from_task);
        open.map(|&i| {
            let arc = &self.arcs[i as usize];
            let (t, p) = (arc.task as usize, arc.person as usize);
            let length = arc.cost + self.task_level[t] - self.person_level[p];
            if from_task { (tasks + p, length, i) } else { (t, -length, i) }
        })
        .collect()
    }

    fn lift(&mut self, far: &[i64], end: i64) {
        let tasks = self.task_level.len();
        let levels = self.task_level.iter_mut().chain(&mut self.person_level);
        debug_assert_eq!(far.len(), tasks + self.of_person.len());
        levels.zip(far).filter(|(_, d)| **d < end).for_each(|(level, d)| *level += d - end);
    }

    fn turn(&mut self, by: &[u32], from: usize, to: usize) {
        let tasks = self.of_task.len();
        self.room[to - tasks] -= 1;
        let mut at = to;
        while at != from {
            let arc = &mut self.arcs[by[at] as usize];
            arc.taken = !arc.taken;
            at = if at >= tasks { arc.task as usize } else { tasks + arc.person as usize };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Assigned, Assignment, Pair, Short, assign};

    fn chance(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    fn invent(seed: u64) -> Assignment {
        let mut s = seed;
        let (tasks, people) = (1 + chance(&mut s) % 4, 1 + chance(&mut s) % 4);
        let demand = (0..tasks).map(|_| (chance(&mut s) % 3) as u32).collect();
        let load = (0..people).map(|_| (chance(&mut s) % 4) as u32).collect();
        let mut pairs = Vec::new();
        for task in 0..tasks as u32 {
            for person in 0..people as u32 {
                if !chance(&mut s).is_multiple_of(5) {
                    let score = (chance(&mut s) % 9) as f64 / 4.0 - 1.0;
                    pairs.push(Pair { task, person, score });
                }
            }
        }
        Assignment { demand, load, pairs }
    }

    /// Tries every set of pairs.
    fn best(problem: &Assignment) -> Option<f64> {
        let mut best: Option<f64> = None;
        for mask in 0u32..1 << problem.pairs.len() {
            let (mut demand, mut load) = (problem.demand.clone(), problem.load.clone());
            let chosen = problem.pairs.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, p)| p);
            let mut total = 0.0;
            let fits = chosen.clone().all(|p| {
                let (d, l) = (&mut demand[p.task as usize], &mut load[p.person as usize]);
                let fits = *d > 0 && *l > 0;
                if fits {
                    (*d, *l) = (*d - 1, *l - 1);
                    total += p.score;
                }
                fits
            });
            if fits && demand.iter().all(|d| *d == 0) {
                best = Some(best.map_or(total, |b: f64| b.max(total)));
            }
        }
        best
    }

    #[test]
    fn agrees_with_trying_everything() {
        let mut feasible = 0;
        for seed in 0..150 {
            let problem = invent(seed);
            if problem.pairs.len() > 13 {
                continue;
            }
            match (assign(&problem), best(&problem)) {
                (Ok(found), Some(total)) => {
                    feasible += 1;
                    assert!((found.total - total).abs() < 1e-9, "{seed}: {found:?} against {total}");
                }
                (Err(_), None) => {}
                (found, best) => panic!("{seed}: {found:?} against {best:?}"),
            }
        }
        assert!(feasible > 30, "{feasible}");
    }

    #[test]
    fn greed_would_lose_here_and_what_is_short_is_said() {
        let pair = |task, person, score| Pair { task, person, score };
        let pairs = vec![pair(0, 0, 0.9), pair(0, 1, 0.8), pair(1, 0, 0.85), pair(1, 1, 0.1)];
        let problem = Assignment { demand: vec![1, 1], load: vec![1, 1], pairs };
        let expected = Assigned { total: 1.65, pairs: vec![(0, 1), (1, 0)] };
        assert_eq!(assign(&problem), Ok(expected));
        let tight = Assignment { load: vec![1, 0], ..problem.clone() };
        assert_eq!(assign(&tight), Err(Short::Places { wanted: 2, there: 1 }));
        let lonely = Assignment { demand: vec![0, 3], load: vec![3, 3], pairs: problem.pairs };
        assert_eq!(assign(&lonely), Err(Short::Task { task: 1, wanted: 3, can: 2 }));
        assert_eq!(assign(&Assignment::default()), Ok(Assigned::default()));
    }
}
