"""What each mutation does, by area of work. A module registers its functions by the mutation's name."""
