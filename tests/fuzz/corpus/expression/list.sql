list_transform([minutes, 2], x -> x + 1)[1] /* half */ -- done
